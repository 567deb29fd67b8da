// A byte-oriented LZ77 compressor with hash chains and its decompressor, over generated text; checks the round trip.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 4 << 20, HASH_BITS = 16, WINDOW = 1 << 16, MIN_MATCH = 4, MAX_MATCH = 255 + MIN_MATCH, CHAIN = 24 };

static uint8_t input[SIZE], packed[SIZE * 2], output[SIZE];
static int head[1 << HASH_BITS], previous[WINDOW];

static uint32_t hash(const uint8_t *p) {
    uint32_t x;
    memcpy(&x, p, 4);
    return (x * 2654435761u) >> (32 - HASH_BITS);
}

static int compress(const uint8_t *in, int n, uint8_t *out) {
    memset(head, -1, sizeof head);
    int o = 0, literals = 0, i = 0;
    while (i < n) {
        int best = 0, distance = 0;
        if (i + MIN_MATCH <= n) {
            uint32_t h = hash(in + i);
            int candidate = head[h];
            for (int k = 0; k < CHAIN && candidate >= 0 && i - candidate < WINDOW; k++) {
                int limit = n - i < MAX_MATCH ? n - i : MAX_MATCH, length = 0;
                while (length < limit && in[candidate + length] == in[i + length]) length++;
                if (length > best) best = length, distance = i - candidate;
                candidate = previous[candidate & (WINDOW - 1)];
            }
            previous[i & (WINDOW - 1)] = head[h];
            head[h] = i;
        }
        if (best >= MIN_MATCH) {
            out[o++] = 1, out[o++] = best - MIN_MATCH, out[o++] = distance & 255, out[o++] = distance >> 8;
            for (int k = 1; k < best && i + k + MIN_MATCH <= n; k++) {
                uint32_t h = hash(in + i + k);
                previous[(i + k) & (WINDOW - 1)] = head[h];
                head[h] = i + k;
            }
            i += best;
        } else {
            out[o++] = 0, out[o++] = in[i++];
            literals++;
        }
    }
    return o;
}

static int decompress(const uint8_t *in, int n, uint8_t *out) {
    int o = 0;
    for (int i = 0; i < n;) {
        if (in[i++]) {
            int length = in[i] + MIN_MATCH, distance = in[i + 1] | in[i + 2] << 8;
            i += 3;
            for (int k = 0; k < length; k++, o++) out[o] = out[o - distance];
        } else
            out[o++] = in[i++];
    }
    return o;
}

int main(void) {
    static const char *words[] = {"the ", "code ", "generator ", "lowers ", "a ", "block ", "to ", "machine ",
                                  "instructions ", "and ", "register ", "allocation ", "follows.\n", "value ", "of ", "memory "};
    uint32_t seed = 42;
    int n = 0;
    while (n < SIZE - 32) {
        seed = seed * 1103515245u + 12345u;
        const char *w = words[(seed >> 16) & 15];
        int length = strlen(w);
        memcpy(input + n, w, length);
        n += length;
        if ((seed >> 24) < 16) input[n++] = '0' + (seed >> 20 & 7);
    }
    int size = 0;
    for (int round = 0; round < 24; round++) {
        size = compress(input, n, packed);
        int m = decompress(packed, size, output);
        if (m != n || memcmp(input, output, n)) return puts("round trip failed"), 1;
        input[(round * 7919) % n] ^= 1;
    }
    printf("%d -> %d\n", n, size);
    return 0;
}
