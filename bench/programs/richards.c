// A simulation of an operating system's task scheduler in the style of the Richards benchmark: tasks of four kinds pass packets
// through queues; every activation goes through a function pointer in the task.
#include <stdio.h>
#include <stdlib.h>

typedef struct Packet Packet;
typedef struct Task Task;
struct Packet {
    Packet *next;
    int owner, kind, datum;
    char data[4];
};
struct Task {
    Task *next;
    int id, priority, held, suspended;
    Packet *queue;
    Task *(*activate)(Task *, Packet *);
    int v1, v2;
    Packet *work, *devices;
};
enum { IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B, TASKS };
enum { DEVICE, WORK };

static Task tasks[TASKS], *list, *current;
static int held, queued;

static Packet *append(Packet *packet, Packet *queue) {
    packet->next = NULL;
    if (!queue) return packet;
    Packet *p = queue;
    while (p->next) p = p->next;
    p->next = packet;
    return queue;
}

static Task *wait_(void) {
    current->suspended = 1;
    return current;
}

static Task *hold(void) {
    held++;
    current->held = 1;
    return current->next;
}

static Task *release(int id) {
    Task *t = &tasks[id];
    t->held = 0;
    return t->priority > current->priority ? t : current;
}

static Task *send(Packet *packet) {
    Task *t = &tasks[packet->owner];
    queued++;
    packet->owner = current->id;
    Task *result = !t->queue && t->priority > current->priority ? t : current;
    t->queue = append(packet, t->queue);
    return result;
}

static Task *idle(Task *t, Packet *packet) {
    (void)packet;
    if (--t->v2 == 0) return hold();
    if (!(t->v1 & 1)) {
        t->v1 = t->v1 / 2 & 32767;
        return release(DEVICE_A);
    }
    t->v1 = (t->v1 / 2 ^ 53256) & 65535;
    return release(DEVICE_B);
}

static Task *worker(Task *t, Packet *packet) {
    if (!packet) return wait_();
    t->v1 = t->v1 == HANDLER_A ? HANDLER_B : HANDLER_A;
    packet->owner = t->v1;
    packet->datum = 0;
    for (int i = 0; i < 4; i++) {
        t->v2 = t->v2 % 26 + 1;
        packet->data[i] = 'A' + t->v2 - 1;
    }
    return send(packet);
}

static Task *handler(Task *t, Packet *packet) {
    if (packet) {
        if (packet->kind == WORK)
            t->work = append(packet, t->work);
        else
            t->devices = append(packet, t->devices);
    }
    if (t->work) {
        Packet *work = t->work;
        if (work->datum >= 4) {
            t->work = work->next;
            return send(work);
        }
        if (t->devices) {
            Packet *device = t->devices;
            t->devices = device->next;
            device->datum = work->data[work->datum++];
            return send(device);
        }
    }
    return wait_();
}

static Task *device(Task *t, Packet *packet) {
    if (packet) {
        t->work = packet;
        return hold();
    }
    if (!t->work) return wait_();
    Packet *pending = t->work;
    t->work = NULL;
    return send(pending);
}

static Packet *packets(Packet *queue, int owner, int kind, int count) {
    for (int i = 0; i < count; i++) {
        Packet *p = calloc(1, sizeof *p);
        p->owner = owner, p->kind = kind;
        p->next = queue;
        queue = p;
    }
    return queue;
}

static void task(int id, int priority, Packet *queue, Task *(*activate)(Task *, Packet *), int v1, int v2) {
    tasks[id] = (Task){list, id, priority, 0, 0, queue, activate, v1, v2, NULL, NULL};
    list = &tasks[id];
}

static void run(void) {
    list = NULL;
    task(IDLE, 0, NULL, idle, 1, 10000);
    task(WORKER, 1000, packets(NULL, WORKER, WORK, 2), worker, HANDLER_A, 0);
    task(HANDLER_A, 2000, packets(NULL, DEVICE_A, DEVICE, 3), handler, 0, 0);
    task(HANDLER_B, 3000, packets(NULL, DEVICE_B, DEVICE, 3), handler, 0, 0);
    task(DEVICE_A, 4000, NULL, device, 0, 0);
    task(DEVICE_B, 5000, NULL, device, 0, 0);
    tasks[IDLE].suspended = 0;
    held = queued = 0;
    for (current = list; current;) {
        if (current->held || (current->suspended && !current->queue)) {
            current = current->next;
            continue;
        }
        Packet *packet = NULL;
        if (current->queue) {
            packet = current->queue;
            current->queue = packet->next;
            current->suspended = 0;
        }
        current = current->activate(current, packet);
    }
}

int main(void) {
    unsigned sum = 0;
    for (int round = 0; round < 5000; round++) {
        run();
        sum = sum * 31 + queued * 7 + held;
    }
    printf("queued %d, held %d, %08x\n", queued, held, sum);
    return 0;
}
