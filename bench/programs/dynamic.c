// Dynamic programming: longest common subsequence, 0/1 knapsack and all-pairs shortest paths (Floyd-Warshall).
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t seed = 3;
static uint32_t next(void) { return seed = seed * 1664525u + 1013904223u, seed >> 8; }

enum { L = 9000, ITEMS = 400, CAPACITY = 200000, V = 600 };
static char a[L], b[L];
static uint16_t row[2][L + 1];
static int best[CAPACITY + 1], distance[V][V];

int main(void) {
    for (int i = 0; i < L; i++) a[i] = 'a' + next() % 8, b[i] = 'a' + next() % 8;
    for (int round = 0; round < 3; round++) {
        memset(row, 0, sizeof row);
        for (int i = 1; i <= L; i++) {
            uint16_t *above = row[(i - 1) & 1], *here = row[i & 1];
            for (int j = 1; j <= L; j++)
                here[j] = a[i - 1] == b[j - 1] ? above[j - 1] + 1 : above[j] > here[j - 1] ? above[j] : here[j - 1];
        }
        a[round * 77] = 'z';
    }
    printf("lcs %d\n", row[L & 1][L]);
    for (int round = 0; round < 6; round++) {
        memset(best, 0, sizeof best);
        for (int i = 0; i < ITEMS; i++) {
            int weight = 200 + next() % 2000, worth = 10 + next() % 500;
            for (int w = CAPACITY; w >= weight; w--)
                if (best[w - weight] + worth > best[w]) best[w] = best[w - weight] + worth;
        }
    }
    printf("knapsack %d\n", best[CAPACITY]);
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < V; i++)
            for (int j = 0; j < V; j++) distance[i][j] = i == j ? 0 : next() % 20 == 0 ? 1 + (int)(next() % 1000) : 1000000;
        for (int k = 0; k < V; k++)
            for (int i = 0; i < V; i++) {
                int d = distance[i][k];
                for (int j = 0; j < V; j++)
                    if (d + distance[k][j] < distance[i][j]) distance[i][j] = d + distance[k][j];
            }
    }
    long long sum = 0;
    for (int i = 0; i < V; i++)
        for (int j = 0; j < V; j++) sum += distance[i][j];
    printf("paths %lld\n", sum);
    return 0;
}
