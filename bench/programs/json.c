// Builds a JSON text of some megabytes, parses it into a tree (recursive descent, arena allocation), prints it again and compares.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NIL, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT } Kind;
typedef struct Node {
    Kind kind;
    struct Node *next, *child;
    const char *key, *text;
    int keyLength, length;
    double number;
} Node;

enum { CAPACITY = 8 << 20 };
static char text[CAPACITY], printed[CAPACITY];
static Node *arena;
static int used;
static const char *p;

static Node *fresh(Kind kind) {
    Node *n = &arena[used++];
    memset(n, 0, sizeof *n);
    n->kind = kind;
    return n;
}

static void space(void) {
    while (*p == ' ' || *p == '\n' || *p == '\t') p++;
}

static const char *string(int *length) {
    const char *start = ++p;
    while (*p != '"') p += *p == '\\' ? 2 : 1;
    *length = p++ - start;
    return start;
}

static Node *value(void) {
    space();
    switch (*p) {
    case '{':
    case '[': {
        char close = *p == '{' ? '}' : ']';
        Node *n = fresh(*p++ == '{' ? OBJECT : ARRAY), **tail = &n->child;
        for (space(); *p != close; space()) {
            const char *key = NULL;
            int length = 0;
            if (close == '}') {
                key = string(&length);
                space();
                p++;
            }
            Node *child = value();
            child->key = key, child->keyLength = length;
            *tail = child, tail = &child->next;
            space();
            if (*p == ',') p++, space();
        }
        p++;
        return n;
    }
    case '"': {
        Node *n = fresh(STRING);
        n->text = string(&n->length);
        return n;
    }
    case 't': p += 4; return fresh(TRUE);
    case 'f': p += 5; return fresh(FALSE);
    case 'n': p += 4; return fresh(NIL);
    default: {
        Node *n = fresh(NUMBER);
        char *end;
        n->number = strtod(p, &end);
        p = end;
        return n;
    }
    }
}

static char *put(char *o, const char *s, int n) {
    memcpy(o, s, n);
    return o + n;
}

static char *print(char *o, const Node *n) {
    static const char *names[] = {"null", "false", "true"};
    switch (n->kind) {
    case NIL:
    case FALSE:
    case TRUE: return put(o, names[n->kind], strlen(names[n->kind]));
    case NUMBER: return o + sprintf(o, "%g", n->number);
    case STRING:
        *o++ = '"', o = put(o, n->text, n->length), *o++ = '"';
        return o;
    default:
        *o++ = n->kind == OBJECT ? '{' : '[';
        for (const Node *c = n->child; c; c = c->next) {
            if (c->key) *o++ = '"', o = put(o, c->key, c->keyLength), *o++ = '"', *o++ = ':';
            o = print(o, c);
            if (c->next) *o++ = ',';
        }
        *o++ = n->kind == OBJECT ? '}' : ']';
        return o;
    }
}

int main(void) {
    uint32_t seed = 99;
    char *o = text;
    *o++ = '[';
    for (int i = 0; o - text < CAPACITY / 2; i++) {
        seed = seed * 1664525u + 1013904223u;
        o += sprintf(o, "%s{\"id\":%d,\"name\":\"user \\\"%u\\\"\",\"score\":%g,\"tags\":[\"a%u\",\"b\",null,%s],\"pos\":{\"x\":%d,\"y\":%d.5}}",
                     i ? "," : "", i, seed >> 20, (seed >> 8 & 4095) / 16.0, seed & 63, seed & 1 ? "true" : "false",
                     (int)(seed >> 12 & 255) - 128, (int)(seed >> 4 & 127));
    }
    *o++ = ']', *o = 0;
    arena = malloc(sizeof(Node) * 1200000);
    for (int round = 0; round < 32; round++) {
        used = 0;
        p = text;
        Node *root = value();
        char *end = print(printed, root);
        if (end - printed != o - text || memcmp(text, printed, end - printed)) return puts("round trip failed"), 1;
    }
    printf("%d bytes, %d nodes\n", (int)(o - text), used);
    return 0;
}
