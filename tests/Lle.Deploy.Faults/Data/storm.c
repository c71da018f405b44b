/* storm PROGRAM COUNT: starts the program so often, one launch after the other, and counts those that do not end with 0. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

int main(int count, char **arguments)
{
    long launches = atol(arguments[2]), failed = 0;
    for (long i = 0; i < launches; i++) {
        pid_t child;
        int status;
        char *own[] = { arguments[1], NULL };
        if (posix_spawn(&child, arguments[1], NULL, NULL, own, environ) || waitpid(child, &status, 0) != child || status)
            failed++;
    }
    printf("%ld launches, %ld failed\n", launches, failed);
    return count != 3;
}
