;; Every field, both forms of instructions, every shape of immediate.
(module $everything
  (type $binary (func (param i32 i32) (result i32)))
  (type $pair (func (param i64) (result i64 i64)))
  (import "env" "log" (func $log (param $value i32)))
  (import "env" "memory" (memory $mem 1 2))
  (func $imported (import "env" "twice") (type $pair))
  (global $base (import "env" "base") i32)
  (table $t 10 20 funcref)
  (table $extern 0 externref)
  (table $small funcref (elem $add $sub))
  (global $counter (export "counter") (mut i32) (i32.const -7))
  (global $pi f64 (f64.const 0x1.921fb54442d18p+1))
  (global $nan f32 (f32.const -nan:0x200001))
  (global $null externref (ref.null extern))
  (global $fn funcref (ref.func $add))
  (export "add" (func $add))
  (export "memory" (memory $mem))
  (export "t" (table $t))
  (start $init)
  (func $init (global.set $counter (i32.add (global.get $counter) (i32.const 0x7fff_ffff))))
  (func $add (type $binary) local.get 0 local.get 1 i32.add)
  (func $sub (param $a i32) (param $b i32) (result i32)
    (i32.sub (local.get $a) (local.get $b)))
  (func $control (export "control") (param $n i32) (result i32) (local $i i32) (local i64 i64 f32)
    block $out (result i32)
      i32.const 1
      loop $again
        local.get $i
        i32.const 1
        i32.add
        local.tee $i
        local.get $n
        i32.lt_s
        br_if $again
      end $again
    end $out
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.const 10))
      (else (block $inner (result i32) (br $inner (i32.const 11)))))
    if $flat (result i32)
      i32.const 12
    else $flat
      i32.const 13
    end
    i32.add
    (block $a (block $b (block $c (br_table $a $b 2 $c (local.get $n)))))
    (if (local.get $n) (then (nop) local.get 0 return))
    (select (result i32) (i32.const 1) (i32.const 2) (local.get $n))
    (select (i32.const 1) (i32.const 2) (local.get $n))
    i32.add
    drop)
  (func $multi (type $pair)
    (block (param) (result i64 i64) (local.get 0) (local.get 0))
    (loop (param i64 i64) (result i64 i64) (br 1)))
  (func $memory
    (i32.store8 offset=3 (i32.const 0) (i32.load16_u align=1 (i32.const 8)))
    (f64.store align=4 (i32.const 0) (f64.load offset=0xffff_ffff (i32.const 8)))
    (drop (memory.grow (memory.size)))
    (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
    (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))
    (memory.init $bytes (i32.const 0) (i32.const 0) (i32.const 0))
    data.drop $bytes)
  (func $tables
    (table.set $t (i32.const 0) (table.get $t (i32.const 1)))
    (drop (table.grow $extern (ref.null extern) (table.size $extern)))
    (table.fill $t (i32.const 0) (ref.null func) (i32.const 0))
    (table.copy $t $small (i32.const 0) (i32.const 0) (i32.const 0))
    (table.init $t $later (i32.const 0) (i32.const 0) (i32.const 0))
    (elem.drop $later)
    (drop (call_indirect $small (type $binary) (i32.const 1) (i32.const 2) (i32.const 0)))
    (call_indirect (param i64) (i64.const -9223372036854775808) (i32.const 0))
    (drop (ref.is_null (ref.func $add))))
  (func $numbers
    (drop (i32.const 4294967295)) (drop (i64.const 0xffff_ffff_ffff_ffff))
    (drop (f32.const 1e-45)) (drop (f32.const 0x1.fffffep127)) (drop (f64.const -inf)) (drop (f64.const nan))
    (drop (f64.const 1_000.5e+1_0)) (drop (i32.trunc_sat_f64_u (f64.const 1))) (drop (i64.extend8_s (i64.const 1)))
    (call $log (i32.const 0)))
  (func $vectors (param v128) (result v128)
    (v128.store offset=16 (i32.const 0) (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 255))
    (drop (v128.const f32x4 1 -0 inf nan:0x400001)) (drop (v128.const i64x2 -1 0x10))
    (v128.store8_lane offset=1 15 (i32.const 0) (local.get 0))
    (drop (i16x8.extract_lane_u 7 (local.get 0)))
    (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 0) (v128.load32_lane 3 (i32.const 0) (local.get 0))))
  (elem (i32.const 0) $add $sub)
  (elem $later func $add $log)
  (elem (table $t) (offset (global.get $base)) funcref (ref.func $add) (item ref.null func))
  (elem declare func $add)
  (elem (table $extern) (i32.const 0) externref (ref.null extern))
  (data (i32.const 8) "a\00\ff\"\u{1F600}" "\t\n\r\\")
  (data $bytes "passive")
  (data (memory $mem) (offset (i32.const 0)) "")
)
