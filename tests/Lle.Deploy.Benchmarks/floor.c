/*
 * The floor the engine's instruments are held against: the same work in the fewest system calls C can do it in.
 *
 *   floor launch N PROGRAM ARG...            vfork + execve + wait4, standard streams on /dev/null
 *   floor serve PROGRAM ARG...               five launches for every byte read, one figure a line
 *   floor respond pipe|terminal N PROGRAM ARG...  round trips with one live session
 *
 * Prints one figure a line, in microseconds; in terminal mode the key's echo and then the answer, two figures a line.
 * The program gets the working directory and the environment this one was given.
 * launch prints a last line: all launches together, with the ten that warm up.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
static char buffer[1 << 18];
static size_t used;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static double launch_once(int nothing, char **program)
{
    double started = now();
    pid_t pid = vfork();
    if (pid == 0) {
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execve(program[0], program, environ);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0)
        fail("launch");
    return now() - started;
}

static int launch(int count, char **program)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    double *samples = calloc((size_t)count, sizeof *samples);
    double first = now();
    for (int run = -10; run < count; run++) {
        double sample = launch_once(nothing, program);
        if (run >= 0)
            samples[run] = sample;
    }
    double total = now() - first;
    for (int run = 0; run < count; run++)
        printf("%.3f\n", samples[run]);
    printf("%.3f\n", total);
    return 0;
}

static int serve(char **program)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    double samples[5];
    char request;
    while (read(0, &request, 1) == 1) {
        for (int run = 0; run < 5; run++)
            samples[run] = launch_once(nothing, program);
        for (int run = 0; run < 5; run++)
            printf("%.3f\n", samples[run]);
        fflush(stdout);
    }
    return 0;
}

static double arrived;

static int receive(int fd, long nanoseconds)
{
    struct pollfd entry = { .fd = fd, .events = POLLIN };
    struct timespec limit = { nanoseconds / 1000000000, nanoseconds % 1000000000 };
    if (ppoll(&entry, 1, &limit, NULL) <= 0)
        return 0;
    arrived = now();
    if (used > sizeof buffer / 2)
        used = 0;
    ssize_t count = read(fd, buffer + used, sizeof buffer - used - 1);
    if (count <= 0)
        fail("the session ended");
    used += (size_t)count;
    return 1;
}

static void await(int fd, const char *text, const char *otherwise)
{
    while (!memmem(buffer, used, text, strlen(text)) && !memmem(buffer, used, otherwise, strlen(otherwise)))
        if (!receive(fd, 5000000000))
            fail("no answer");
}

static void settle(int fd, long microseconds)
{
    while (receive(fd, microseconds * 1000))
        ;
}

static void put(int fd, const char *text, size_t length)
{
    if (write(fd, text, length) != (ssize_t)length)
        fail("write");
}

static int respond(int terminal, int count, char **program)
{
    int in[2], out[2], master = -1;
    if (terminal) {
        struct winsize size = { 40, 120, 0, 0 };
        master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (master < 0 || grantpt(master) || unlockpt(master) || ioctl(master, TIOCSWINSZ, &size))
            fail("terminal");
    } else if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) {
        fail("pipe");
    }
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        int input = terminal ? open(ptsname(master), O_RDWR) : in[0];
        dup2(input, 0);
        dup2(terminal ? input : out[1], 1);
        dup2(terminal ? input : out[1], 2);
        execve(program[0], program, environ);
        _exit(127);
    }
    int from = terminal ? master : out[0], to = terminal ? master : in[1];
    settle(from, 100000);
    for (int round = -5; round < count; round++) {
        char command[64], answer[64], spaced[64];
        int length = snprintf(command, sizeof command, "echo L'le'%05dyz\n", round + 100);
        snprintf(answer, sizeof answer, "Lle%05dyz", round + 100);
        snprintf(spaced, sizeof spaced, "Lle %05dyz", round + 100);
        double key = 0;
        used = 0;
        if (terminal) {
            put(to, command, (size_t)length - 2);
            await(from, "y", "y");
            settle(from, 150);
            used = 0;
            double typed = now();
            put(to, "z", 1);
            await(from, "z", "z");
            key = arrived - typed;
            settle(from, 150);
            used = 0;
        }
        double sent = now();
        if (terminal)
            put(to, "\r", 1);
        else
            put(to, command, (size_t)length);
        await(from, answer, spaced);
        double took = arrived - sent;
        settle(from, round < -3 ? 10000 : 150);
        if (round >= 0 && terminal)
            printf("%.3f %.3f\n", key, took);
        else if (round >= 0)
            printf("%.3f\n", took);
    }
    kill(-pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return 0;
}

int main(int count, char **words)
{
    if (count > 3 && !strcmp(words[1], "launch"))
        return launch(atoi(words[2]), words + 3);
    if (count > 2 && !strcmp(words[1], "serve"))
        return serve(words + 2);
    if (count > 4 && !strcmp(words[1], "respond"))
        return respond(!strcmp(words[2], "terminal"), atoi(words[3]), words + 4);
    fprintf(stderr, "usage: floor launch N PROGRAM ARG... | floor serve PROGRAM ARG... | floor respond pipe|terminal N PROGRAM ARG...\n");
    return 2;
}
