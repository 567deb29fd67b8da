// String handling with libc: formatting, splitting, a hash table of words with counts, case folding, substring search, sorting.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    struct Entry *next;
    int count;
    char word[];
} Entry;

enum { BUCKETS = 1 << 14 };
static Entry *table[BUCKETS];
static int entries;

static void tally(const char *word) {
    uint32_t h = 2166136261u;
    for (const char *p = word; *p; p++) h = (h ^ (uint8_t)*p) * 16777619u;
    Entry **slot = &table[h & (BUCKETS - 1)];
    for (Entry *e = *slot; e; e = e->next)
        if (!strcmp(e->word, word)) {
            e->count++;
            return;
        }
    Entry *e = malloc(sizeof *e + strlen(word) + 1);
    e->next = *slot, e->count = 1;
    strcpy(e->word, word);
    *slot = e;
    entries++;
}

static int byCount(const void *x, const void *y) {
    const Entry *a = *(Entry *const *)x, *b = *(Entry *const *)y;
    return a->count != b->count ? b->count - a->count : strcmp(a->word, b->word);
}

int main(void) {
    static char line[4096], needle[8];
    uint32_t seed = 11, found = 0;
    long total = 0;
    for (int i = 0; i < 400000; i++) {
        int n = 0;
        for (int k = 0; k < 24; k++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t r = seed >> 10;
            n += sprintf(line + n, "%s%c%u ", k & 1 ? "Word" : "token", 'a' + (int)(r % 7), r % 701 * (r >> 9 & 1 ? 1 : 3));
        }
        total += n;
        sprintf(needle, "%u W", seed >> 25);
        for (char *at = line; (at = strstr(at, needle)); at++) found++;
        for (char *p = line; *p; p++) *p = tolower((unsigned char)*p);
        for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) tally(word);
    }
    Entry **all = malloc(entries * sizeof *all);
    int n = 0;
    for (int i = 0; i < BUCKETS; i++)
        for (Entry *e = table[i]; e; e = e->next) all[n++] = e;
    qsort(all, n, sizeof *all, byCount);
    printf("%ld bytes, %d words, %u found\n", total, n, found);
    for (int i = 0; i < 3; i++) printf("%s %d\n", all[i]->word, all[i]->count);
    return 0;
}
