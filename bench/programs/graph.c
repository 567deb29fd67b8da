// A memory-bound walk: breadth-first searches and pointer chasing over a random graph of a million vertices in adjacency arrays.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 1 << 20, DEGREE = 6 };
static uint32_t *edges, *depth, *queue, *chain;

int main(void) {
    edges = malloc(sizeof *edges * N * DEGREE);
    depth = malloc(sizeof *depth * N);
    queue = malloc(sizeof *queue * N);
    chain = malloc(sizeof *chain * N);
    uint64_t seed = 88172645463325252ull, sum = 0;
    for (int i = 0; i < N * DEGREE; i++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        edges[i] = seed >> 20 & (N - 1);
    }
    for (uint32_t i = 0; i < N; i++) chain[i] = i;
    for (uint32_t i = N - 1; i > 0; i--) { // Sattolo: one cycle through all
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        uint32_t j = (seed >> 11) % i, t = chain[i];
        chain[i] = chain[j], chain[j] = t;
    }
    for (int round = 0; round < 16; round++) {
        memset(depth, -1, sizeof *depth * N);
        uint32_t head = 0, tail = 0;
        queue[tail++] = round * 1000, depth[round * 1000] = 0;
        while (head < tail) {
            uint32_t v = queue[head++];
            for (int k = 0; k < DEGREE; k++) {
                uint32_t w = edges[v * DEGREE + k];
                if (depth[w] == UINT32_MAX) depth[w] = depth[v] + 1, queue[tail++] = w;
            }
        }
        for (uint32_t i = 0; i < tail; i++) sum += (uint64_t)depth[queue[i]] * i;
    }
    uint32_t at = 0;
    for (int i = 0; i < 24 * N + 12345; i++) at = chain[at], sum += at & 7;
    printf("%llu %u\n", (unsigned long long)sum, at);
    return 0;
}
