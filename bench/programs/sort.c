// Sorting: libc qsort with a comparison callback, a hand-written quicksort, heapsort and LSD radix sort of the same data.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 1500000 };
static uint32_t source[N], a[N], b[N], c[N], d[N], scratch[N];

static int compare(const void *x, const void *y) {
    uint32_t p = *(const uint32_t *)x, q = *(const uint32_t *)y;
    return p < q ? -1 : p > q;
}

static void quicksort(uint32_t *v, int low, int high) {
    while (low < high) {
        uint32_t pivot = v[low + (high - low) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i <= j) {
                uint32_t t = v[i];
                v[i++] = v[j], v[j--] = t;
            }
        }
        if (j - low < high - i)
            quicksort(v, low, j), low = i;
        else
            quicksort(v, i, high), high = j;
    }
}

static void sift(uint32_t *v, int i, int n) {
    uint32_t x = v[i];
    for (int child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && v[child + 1] > v[child]) child++;
        if (v[child] <= x) break;
        v[i] = v[child];
    }
    v[i] = x;
}

static void heapsort_(uint32_t *v, int n) {
    for (int i = n / 2 - 1; i >= 0; i--) sift(v, i, n);
    for (int i = n - 1; i > 0; i--) {
        uint32_t t = v[0];
        v[0] = v[i], v[i] = t;
        sift(v, 0, i);
    }
}

static void radix(uint32_t *v, int n) {
    for (int shift = 0; shift < 32; shift += 8) {
        int count[257] = {0};
        for (int i = 0; i < n; i++) count[(v[i] >> shift & 255) + 1]++;
        for (int i = 0; i < 256; i++) count[i + 1] += count[i];
        for (int i = 0; i < n; i++) scratch[count[v[i] >> shift & 255]++] = v[i];
        memcpy(v, scratch, n * sizeof *v);
    }
}

int main(void) {
    uint32_t seed = 7;
    uint64_t sum = 0;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < N; i++) {
            seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
            source[i] = seed;
        }
        memcpy(a, source, sizeof a), memcpy(b, source, sizeof b), memcpy(c, source, sizeof c), memcpy(d, source, sizeof d);
        qsort(a, N, sizeof *a, compare);
        quicksort(b, 0, N - 1);
        heapsort_(c, N);
        radix(d, N);
        if (memcmp(a, b, sizeof a) || memcmp(a, c, sizeof a) || memcmp(a, d, sizeof a)) return puts("orders differ"), 1;
        for (int i = 0; i < N; i += 1000) sum = sum * 31 + a[i];
    }
    printf("%016llx\n", (unsigned long long)sum);
    return 0;
}
