/**
 * Validation: module-level rules, and function bodies, which are decoded here and pushed operator by operator at an
 * {@link dev.gantry.wasm.OperatorVisitor}.
 *
 * <p>Knows nothing of what visitors do. Start at {@link dev.gantry.wasm.validate.Validator}, then
 * {@link dev.gantry.wasm.validate.FunctionValidator}.
 */
@NullMarked
package dev.gantry.wasm.validate;

import org.jspecify.annotations.NullMarked;
