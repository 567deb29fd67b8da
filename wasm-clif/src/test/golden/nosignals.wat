;; Every check is code, traps are calls, loops look at the epoch.
;; settings: calling epochs
(module
  (memory 1)
  (table 1 funcref)
  (func (param i32 i32) (result i32)
    (i32.div_s (i32.load offset=4 (local.get 0)) (local.get 1)))
  (func (param f64) (result i32)
    (i32.trunc_f64_s (local.get 0)))
  (func (param i32)
    (loop $l (br_if $l (local.get 0)))
    (call_indirect (local.get 0))))
