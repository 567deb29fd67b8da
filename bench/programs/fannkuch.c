// Fannkuch-redux: the greatest number of prefix reversals over all permutations of 7 and of 11 elements.
#include <stdio.h>

static void run(int n) {
    int p[16], q[16], count[16], sign = 1, flips = 0, checksum = 0;
    for (int i = 0; i < n; i++) p[i] = i, count[i] = i;
    for (;;) {
        if (p[0]) {
            for (int i = 1; i < n; i++) q[i] = p[i];
            int first = p[0], f = 1;
            for (;;) {
                int next = q[first];
                if (!next) break;
                q[first] = first;
                if (first >= 3)
                    for (int i = 1, j = first - 1; i < j; i++, j--) {
                        int t = q[i];
                        q[i] = q[j], q[j] = t;
                    }
                first = next;
                f++;
            }
            if (f > flips) flips = f;
            checksum += sign * f;
        }
        if (sign == 1) {
            int t = p[0];
            p[0] = p[1], p[1] = t, sign = -1;
        } else {
            int t = p[1];
            p[1] = p[2], p[2] = t, sign = 1;
            for (int i = 2;; i++) {
                if (count[i]) {
                    count[i]--;
                    break;
                }
                if (i == n - 1) {
                    printf("%d: %d %d\n", n, flips, checksum);
                    return;
                }
                count[i] = i;
                int head = p[0];
                for (int j = 0; j <= i; j++) p[j] = p[j + 1];
                p[i + 1] = head;
            }
        }
    }
}

int main(void) {
    run(7);
    run(11);
    return 0;
}
