// A tour of what C programs need: files, formatted floats, sorting through a callback, deep recursion, a large heap.
// Run with a writable directory: gantry run --dir . examples/tour.wasm
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static int depth(volatile int *p, int n) {
    *p = n;
    return n == 0 ? 0 : depth(p, n - 1) + (*p == 0);
}

int main(void) {
    const char *path = "gantry-tour.txt";
    FILE *f = fopen(path, "w+");
    if (!f) {
        perror(path);
        return 1;
    }
    for (int i = 0; i < 1000; i++) fprintf(f, "line %d: %.6g\n", i, i / 7.0);
    rewind(f);
    char line[64];
    int lines = 0;
    while (fgets(line, sizeof line, f)) lines++;
    fseek(f, 0, SEEK_END);
    printf("%d lines, %ld bytes, last: %s", lines, ftell(f), line);
    fclose(f);
    remove(path);

    double values[] = {3.25, -1e300, 0.1, 2.718281828459045, -0.0, 1e-310};
    qsort(values, 6, sizeof *values, compare);
    for (int i = 0; i < 6; i++) printf("%g%c", values[i], i < 5 ? ' ' : '\n');
    printf("%.17g %a %10.3f|%-10.2e|\n", 0.1, 1.0 / 3, 2.0 / 3, 12345.678);

    volatile int cell;
    printf("recursion: %d\n", depth(&cell, 10000));

    size_t size = 64u << 20;
    unsigned char *block = malloc(size);
    if (!block) return puts("no memory"), 1;
    memset(block, 7, size);
    unsigned long sum = 0;
    for (size_t i = 0; i < size; i += 4096) sum += block[i];
    printf("heap: %lu\n", sum);
    free(block);
    return 0;
}
