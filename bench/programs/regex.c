// A backtracking-free regular-expression matcher: patterns are compiled to a Thompson automaton and simulated over generated lines.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHAR, ANY, CLASS, SPLIT, MATCH };
typedef struct {
    int op, c, x, y;
    uint8_t set[32];
} State;

static State states[512];
static int count, mark[512], generation;
static const char *re;

typedef struct {
    int start, end; // end: a SPLIT state whose x is to be set to what follows
} Piece;

static Piece alternatives(void);

static int state(int op, int x, int y) {
    State *s = &states[count];
    memset(s, 0, sizeof *s);
    s->op = op, s->x = x, s->y = y;
    return count++;
}

static Piece atom(void) {
    if (*re == '(') {
        re++;
        Piece inner = alternatives();
        re++;
        return inner;
    }
    int end = state(SPLIT, -1, -1), s = state(CHAR, end, -1);
    if (*re == '.')
        states[s].op = ANY, re++;
    else if (*re == '[') {
        states[s].op = CLASS;
        for (re++; *re != ']'; re++) {
            int low = (uint8_t)*re, high = low;
            if (re[1] == '-' && re[2] != ']') high = (uint8_t)re[2], re += 2;
            for (int c = low; c <= high; c++) states[s].set[c >> 3] |= 1 << (c & 7);
        }
        re++;
    } else
        states[s].c = *re++;
    return (Piece){s, end};
}

static Piece repeated(void) {
    Piece a = atom();
    while (*re == '*' || *re == '+' || *re == '?') {
        int end = state(SPLIT, -1, -1), split = state(SPLIT, a.start, end);
        states[a.end].x = *re == '?' ? end : split;
        a = (Piece){*re == '+' ? a.start : split, end};
        re++;
    }
    return a;
}

static Piece sequence(void) {
    Piece a = repeated();
    while (*re && *re != '|' && *re != ')') {
        Piece b = repeated();
        states[a.end].x = b.start;
        a.end = b.end;
    }
    return a;
}

static Piece alternatives(void) {
    Piece a = sequence();
    while (*re == '|') {
        re++;
        Piece b = sequence();
        int end = state(SPLIT, -1, -1), split = state(SPLIT, a.start, b.start);
        states[a.end].x = states[b.end].x = end;
        a = (Piece){split, end};
    }
    return a;
}

static int list1[512], list2[512], stack[1024];

static int follow(int *list, int n, int s) {
    int depth = 0;
    stack[depth++] = s;
    while (depth) {
        s = stack[--depth];
        if (s < 0 || mark[s] == generation) continue;
        mark[s] = generation;
        if (states[s].op == SPLIT)
            stack[depth++] = states[s].y, stack[depth++] = states[s].x;
        else
            list[n++] = s;
    }
    return n;
}

static int search(int start, const char *line, int length) {
    int *now = list1, *next = list2, n = 0;
    for (int i = 0; i <= length; i++) {
        if (i == 0) generation++;
        n = follow(now, n, start); // a match may begin anywhere
        generation++;
        int m = 0;
        for (int k = 0; k < n; k++) {
            State *s = &states[now[k]];
            if (s->op == MATCH) return 1;
            if (i == length) continue;
            uint8_t c = line[i];
            if (s->op == ANY || (s->op == CHAR && s->c == c) || (s->op == CLASS && s->set[c >> 3] >> (c & 7) & 1))
                m = follow(next, m, s->x);
        }
        int *t = now;
        now = next, next = t, n = m;
    }
    return 0;
}

int main(void) {
    static const char *patterns[] = {"[a-z]+@[a-z]+[.](com|org)", "(ab|ba)*c", "x.*y.*z", "[0-9]+-[0-9]+-[0-9]+", "(a|e|i|o|u)[a-z]?(a|e|i|o|u)q"};
    static char text[1 << 18];
    uint32_t seed = 5;
    for (unsigned i = 0; i < sizeof text; i++) {
        seed = seed * 1664525u + 1013904223u;
        text[i] = (seed >> 24) < 6 ? '\n' : "abcdefghijklmnopqrstuvwxyz0123456789-@.abc"[(seed >> 16) % 42];
    }
    for (unsigned k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        count = 0;
        re = patterns[k];
        Piece piece = alternatives();
        states[piece.end].x = state(MATCH, -1, -1);
        int hits = 0;
        for (int round = 0; round < 60; round++)
            for (char *line = text, *end; line < text + sizeof text && (end = memchr(line, '\n', text + sizeof text - line)); line = end + 1)
                hits += search(piece.start, line, end - line);
        printf("%s: %d\n", patterns[k], hits);
    }
    return 0;
}
