// Dense matrix product of doubles, plain triple loop in i-k-j order and a blocked one; prints a checksum of both.
#include <stdio.h>

enum { N = 512, B = 32 };
static double a[N][N], b[N][N], c[N][N], d[N][N];

int main(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = (i * 3 + j * 7) % 11 - 5, b[i][j] = (i * 5 + j * 2) % 13 - 6;
    for (int round = 0; round < 16; round++) {
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) c[i][j] = d[i][j] = 0;
        for (int i = 0; i < N; i++)
            for (int k = 0; k < N; k++) {
                double x = a[i][k];
                for (int j = 0; j < N; j++) c[i][j] += x * b[k][j];
            }
        for (int ii = 0; ii < N; ii += B)
            for (int jj = 0; jj < N; jj += B)
                for (int kk = 0; kk < N; kk += B)
                    for (int i = ii; i < ii + B; i++)
                        for (int j = jj; j < jj + B; j++) {
                            double s = d[i][j];
                            for (int k = kk; k < kk + B; k++) s += a[i][k] * b[k][j];
                            d[i][j] = s;
                        }
        a[round][round] += 1;
    }
    double sum = 0, difference = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) sum += c[i][j] * ((i ^ j) & 15), difference += c[i][j] - d[i][j];
    printf("%.1f %.1f\n", sum, difference);
    return difference != 0;
}
