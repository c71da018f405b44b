/* Answers every connection with its version; with an argument it only says it. */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc > 1) { printf("web %s\n", VERSION); return 0; }
#ifdef BROKEN
  return 1;
#endif
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8099), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 64)) return 2;
  for (;;) {
    char request[1024], answer[256];
    int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    /* All of it: what is left unread makes the close a reset. */
    size_t got = 0;
    ssize_t count;
    while (got + 1 < sizeof request && (count = read(client, request + got, sizeof request - 1 - got)) > 0) {
      request[got += (size_t)count] = 0;
      if (strstr(request, "\r\n\r\n")) break;
    }
    int length = snprintf(answer, sizeof answer, "HTTP/1.0 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(VERSION), VERSION);
    (void)!write(client, answer, length);
    close(client);
  }
}
