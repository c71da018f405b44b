/* Finds five files of its tree from its own resolved path and says whether all are of the version that it was compiled as.
   With "late GO": prints "ready", and opens them only when the file GO is there. Exit code 0: one version. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = {
    "share/lusush/data", "share/lusush/deep/five", "libexec/lusush/two", "share/man/man1/lusush.1", "lib/lusush/four"
};

int main(int count, char **arguments)
{
    char own[4096], path[4352], text[64];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length < 0)
        return 2;
    own[length] = 0;
    *strrchr(own, '/') = 0;
    *strrchr(own, '/') = 0;
    if (count > 2 && !strcmp(arguments[1], "late")) {
        puts("ready");
        fflush(stdout);
        while (access(arguments[2], F_OK))
            usleep(1000);
    }
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", own, files[i]);
        FILE *file = fopen(path, "r");
        if (!file || !fgets(text, sizeof text, file)) {
            fprintf(stderr, "%s of %s cannot be read\n", path, VERSION);
            return 3;
        }
        fclose(file);
        if (strcmp(text, VERSION)) {
            fprintf(stderr, "%s is of %s in a launch of %s\n", path, text, VERSION);
            return 4;
        }
    }
    return 0;
}
