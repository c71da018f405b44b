/* Finds its data beside its own file, as the kernel knows it, and answers with both versions. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char path[4096], text[64];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 64);
    if (count > 1 && !strcmp(arguments[1], "start"))
        return 0;
    if (length < 0)
        return 2;
    path[length] = 0;
    strcpy(strrchr(path, '/'), "/../share/web/text");
    FILE *file = fopen(path, "r");
    if (!file || !fgets(text, sizeof text, file))
        return 3;
    printf("%s %s\n", VERSION, text);
    return 0;
}
