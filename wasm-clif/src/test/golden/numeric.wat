;; Conversions and comparisons that are more than one instruction.
(module
  (func (param i64) (result i32) (i32.wrap_i64 (i64.extend8_s (local.get 0))))
  (func (param f32) (result i64) (i64.trunc_f32_u (local.get 0)))
  (func (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0)))
  (func (param f32 f32) (result i32) (i32.eqz (f32.lt (local.get 0) (local.get 1))))
  (func (param i32) (result f32) (f32.reinterpret_i32 (i32.rotl (local.get 0) (i32.const 3))))
  (func (param f64 f64) (result f64) (f64.copysign (f64.nearest (local.get 0)) (f64.min (local.get 0) (local.get 1)))))
