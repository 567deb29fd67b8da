// Arguments, environment, clocks, random numbers, standard streams, exit code.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    for (int i = 0; i < argc; i++) printf("argument %d: %s\n", i, argv[i]);
    printf("GREETING=%s NONE=%s\n", getenv("GREETING"), getenv("NONE") ? "set" : "not set");
    struct timespec a, b, pause = {0, 20000000};
    clock_gettime(CLOCK_MONOTONIC, &a);
    nanosleep(&pause, NULL);
    clock_gettime(CLOCK_MONOTONIC, &b);
    double slept = (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) / 1e9;
    printf("slept %d\n", slept >= 0.02 && slept < 5);
    printf("after 2020: %d\n", time(NULL) > 1577836800);
    unsigned char r[64] = {0};
    getentropy(r, sizeof r);
    int nonzero = 0;
    for (int i = 0; i < 64; i++) nonzero += r[i] != 0;
    printf("random %d\n", nonzero > 40);
    printf("terminal %d\n", isatty(1));
    char line[100];
    int lines = 0;
    while (fgets(line, sizeof line, stdin)) printf("input %d: %s", ++lines, line);
    fprintf(stderr, "to standard error\n");
    exit(7);
}
