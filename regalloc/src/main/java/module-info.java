/** Register allocation over an abstract function; knows no ISA and no IR. */
@org.jspecify.annotations.NullMarked
module dev.gantry.regalloc {
    requires static org.jspecify;

    exports dev.gantry.regalloc;
    exports dev.gantry.regalloc.singlepass;
}
