/**
 * The interface of register allocation: an abstract function goes in ({@link dev.gantry.regalloc.Problem}), a place for every
 * operand and the moves between them come out ({@link dev.gantry.regalloc.Result}).
 *
 * <p>This package must not know any instruction set, IR or machine instruction; registers are numbers in three classes, described
 * by a {@link dev.gantry.regalloc.MachineEnv}. Algorithms live in packages of their own behind {@link
 * dev.gantry.regalloc.Allocator}: {@code dev.gantry.regalloc.singlepass} today, {@code dev.gantry.regalloc.backtracking} is the
 * name kept for the second. {@code Checker} judges the result of either without trusting it.
 *
 * <p>Start reading at {@link dev.gantry.regalloc.Problem}, then {@link dev.gantry.regalloc.Operand}.
 */
@NullMarked
package dev.gantry.regalloc;

import org.jspecify.annotations.NullMarked;
