// An interpreter for a small stack machine whose handlers are reached through a table of function pointers (indirect calls);
// the interpreted program counts primes with a sieve.
#include <stdint.h>
#include <stdio.h>

typedef struct {
    const int32_t *code;
    int32_t pc, sp, running;
    int32_t stack[64], memory[65536];
} Machine;
typedef void (*Handler)(Machine *);

#define POP (m->stack[--m->sp])
#define PUSH(x) (m->stack[m->sp++] = (x))
static void op_push(Machine *m) { PUSH(m->code[m->pc++]); }
static void op_add(Machine *m) { int32_t b = POP, a = POP; PUSH(a + b); }
static void op_mul(Machine *m) { int32_t b = POP, a = POP; PUSH((int32_t)((uint32_t)a * (uint32_t)b)); }
static void op_and(Machine *m) { int32_t b = POP, a = POP; PUSH(a & b); }
static void op_shr(Machine *m) { int32_t b = POP, a = POP; PUSH((int32_t)((uint32_t)a >> b)); }
static void op_less(Machine *m) { int32_t b = POP, a = POP; PUSH(a < b); }
static void op_load(Machine *m) { int32_t a = POP; PUSH(m->memory[a & 65535]); }
static void op_store(Machine *m) { int32_t a = POP, v = POP; m->memory[a & 65535] = v; }
static void op_get(Machine *m) { PUSH(m->memory[65528 + m->code[m->pc++]]); }
static void op_set(Machine *m) { int32_t v = POP; m->memory[65528 + m->code[m->pc++]] = v; }
static void op_jump(Machine *m) { m->pc = m->code[m->pc]; }
static void op_jz(Machine *m) { int32_t target = m->code[m->pc++]; if (!POP) m->pc = target; }
static void op_halt(Machine *m) { m->running = 0; }
enum { PUSHI, ADD, MUL, AND, SHR, LESS, LOAD, STORE, GET, SET, JUMP, JZ, HALT };
static const Handler handlers[] = {op_push, op_add, op_mul, op_and, op_shr, op_less, op_load,
                                   op_store, op_get, op_set, op_jump, op_jz, op_halt};

static int32_t run(Machine *m, const int32_t *code) {
    m->code = code, m->pc = m->sp = 0, m->running = 1;
    int32_t steps = 0;
    while (m->running) handlers[m->code[m->pc++]](m), steps++;
    return steps;
}

static Machine machine;

static int32_t code[96];
static int size;

static int emit(int32_t op) {
    code[size] = op;
    return size++;
}

static int emit2(int32_t op, int32_t operand) {
    emit(op);
    return emit(operand);
}

// variable 0 = i, 1 = j, 2 = number of primes; memory[k] = 1 where k is known to be composite
static void assemble(int limit) {
    emit2(PUSHI, 2), emit2(SET, 0), emit2(PUSHI, 0), emit2(SET, 2);
    int outer = size;
    emit2(GET, 0), emit2(PUSHI, limit), emit(LESS);
    int done = emit2(JZ, 0);
    emit2(GET, 0), emit(LOAD);
    int prime = emit2(JZ, 0), composite = emit2(JUMP, 0);
    code[prime] = size;
    emit2(GET, 2), emit2(PUSHI, 1), emit(ADD), emit2(SET, 2), emit2(GET, 0), emit2(SET, 1);
    int inner = size;
    emit2(GET, 1), emit2(PUSHI, limit), emit(LESS);
    int crossed = emit2(JZ, 0);
    emit2(PUSHI, 1), emit2(GET, 1), emit(STORE), emit2(GET, 1), emit2(GET, 0), emit(ADD), emit2(SET, 1), emit2(JUMP, inner);
    code[composite] = code[crossed] = size;
    emit2(GET, 0), emit2(PUSHI, 1), emit(ADD), emit2(SET, 0), emit2(JUMP, outer);
    code[done] = size;
    emit(HALT);
}

int main(void) {
    assemble(60000);
    uint64_t steps = 0;
    int32_t primes = 0;
    for (int round = 0; round < 150; round++) {
        for (int i = 0; i < 65536; i++) machine.memory[i] = 0;
        steps += run(&machine, code);
        primes = machine.memory[65530];
    }
    printf("%d primes, %llu steps\n", primes, (unsigned long long)steps);
    return primes != 6057;
}
