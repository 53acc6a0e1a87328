/*
 * Runs a command and writes, to file descriptor 3, a line of JSON: the CPU seconds of its whole process tree, as far
 * as it waited for it (user and system), the wall seconds, and the peak resident memory of its largest process in
 * bytes. Exits as the command did. Node has no call that gives these for a child.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
enum { RSS_UNIT = 1 };
#else
enum { RSS_UNIT = 1024 };
#endif

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  double start = now();
  pid_t child = fork();
  if (child < 0) return 126;
  if (child == 0) {
    close(3);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  while (wait4(child, &status, 0, &usage) < 0) {
    if (errno != EINTR) return 126;
  }
  double wall = now() - start;
  dprintf(3, "{\"cpu\":%.6f,\"wall\":%.6f,\"peak\":%lld}\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), wall,
          (long long)usage.ru_maxrss * RSS_UNIT);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
