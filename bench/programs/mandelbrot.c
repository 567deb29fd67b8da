// The Mandelbrot set on a 2400 x 2400 grid in doubles, at most 400 iterations a point; prints the number of points inside and a checksum.
#include <stdint.h>
#include <stdio.h>

int main(void) {
    enum { N = 2400, LIMIT = 400 };
    uint32_t inside = 0, checksum = 0;
    for (int y = 0; y < N; y++)
        for (int x = 0; x < N; x++) {
            double cr = 3.0 * x / N - 2.0, ci = 2.5 * y / N - 1.25, zr = 0, zi = 0;
            int i = 0;
            while (i < LIMIT) {
                double r2 = zr * zr, i2 = zi * zi;
                if (r2 + i2 > 4) break;
                zi = 2 * zr * zi + ci;
                zr = r2 - i2 + cr;
                i++;
            }
            inside += i == LIMIT;
            checksum = checksum * 31 + i;
        }
    printf("%u %08x\n", inside, checksum);
    return 0;
}
