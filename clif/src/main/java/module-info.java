/** The intermediate representation: types, opcodes, functions, text form, verifier, builder. */
@org.jspecify.annotations.NullMarked
module dev.gantry.clif {
    requires static org.jspecify;

    exports dev.gantry.clif.build;
    exports dev.gantry.clif.eval;
    exports dev.gantry.clif.interp;
    exports dev.gantry.clif.ir;
    exports dev.gantry.clif.text;
    exports dev.gantry.clif.verify;
}
