// A recursive ray tracer: spheres over a checkered plane with shadows and reflections, in doubles; prints a checksum of ten pictures.
#include <math.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    double x, y, z;
} V;
typedef struct {
    V centre;
    double radius;
    V colour;
    double mirror;
} Sphere;

static V add(V a, V b) { return (V){a.x + b.x, a.y + b.y, a.z + b.z}; }
static V sub(V a, V b) { return (V){a.x - b.x, a.y - b.y, a.z - b.z}; }
static V scale(V a, double s) { return (V){a.x * s, a.y * s, a.z * s}; }
static double dot(V a, V b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static V unit(V a) { return scale(a, 1 / sqrt(dot(a, a))); }

enum { SPHERES = 12 };
static Sphere spheres[SPHERES];
static const V light = {-0.57, 0.74, -0.36};

static int hit(V origin, V direction, double *distance) {
    int found = -1;
    for (int i = 0; i < SPHERES; i++) {
        V to = sub(spheres[i].centre, origin);
        double b = dot(to, direction), c = dot(to, to) - spheres[i].radius * spheres[i].radius, d = b * b - c;
        if (d < 0) continue;
        double t = b - sqrt(d);
        if (t > 1e-6 && t < *distance) *distance = t, found = i;
    }
    return found;
}

static V trace(V origin, V direction, int depth) {
    double distance = 1e9;
    int i = hit(origin, direction, &distance);
    V normal, colour, point;
    double mirror;
    if (i >= 0) {
        point = add(origin, scale(direction, distance));
        normal = unit(sub(point, spheres[i].centre));
        colour = spheres[i].colour, mirror = spheres[i].mirror;
    } else if (direction.y < -1e-6) {
        point = add(origin, scale(direction, -origin.y / direction.y));
        normal = (V){0, 1, 0};
        int odd = ((int)floor(point.x) + (int)floor(point.z)) & 1;
        colour = odd ? (V){0.9, 0.9, 0.9} : (V){0.2, 0.2, 0.25};
        mirror = 0.15;
    } else {
        return (V){0.4 + 0.3 * direction.y, 0.6 + 0.2 * direction.y, 0.9};
    }
    double shade = 0.15, far = 1e9, cosine = dot(normal, light);
    if (cosine > 0 && hit(point, light, &far) < 0) shade += 0.85 * cosine;
    V result = scale(colour, shade);
    if (depth > 0 && mirror > 0) {
        V reflected = sub(direction, scale(normal, 2 * dot(direction, normal)));
        result = add(scale(result, 1 - mirror), scale(trace(point, reflected, depth - 1), mirror));
    }
    return result;
}

int main(void) {
    enum { W = 1280, H = 960 };
    for (int i = 0; i < SPHERES; i++)
        spheres[i] = (Sphere){{(i % 4 - 1.5) * 2.2, 0.8 + i % 3 * 0.3, 4 + i / 4 * 2.5}, 0.8 + i % 3 * 0.1,
                              {0.3 + i % 3 * 0.3, 0.4 + i % 5 * 0.1, 0.9 - i % 4 * 0.2}, 0.1 + i % 4 * 0.2};
    uint32_t checksum = 0;
    for (int frame = 0; frame < 10; frame++)
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                V direction = unit((V){(x - W / 2) / (double)H, (H / 2 - y) / (double)H - 0.12, 1});
                V c = trace((V){frame * 0.1, 2.2, -5}, direction, 6);
                uint32_t red = fmin(c.x, 1) * 255, green = fmin(c.y, 1) * 255, blue = fmin(c.z, 1) * 255;
                checksum = checksum * 31 + (red << 16 | green << 8 | blue);
            }
    printf("%08x\n", checksum);
    return 0;
}
