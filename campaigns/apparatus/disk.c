/* A disk seen from the program that writes on it: every call is written into a log, or refused.
 *
 * Loaded with LD_PRELOAD. Only what is under CAMPAIGN_ROOT counts.
 *   CAMPAIGN_LOG       where calls that succeeded are written, one record each
 * campaign_disk_fails(at, with): the call of this number from now and all after it fail with
 * this errno, the first write half done; ENOSPC refuses what needs room, EIO also what flushes;
 * no number is negative: -1 ends the failure. campaign_calls() counts the calls.
 *
 * A record: kind (1), three blanks, length of path (4), of second path (4), inode (8),
 * offset (8), length of data (8), then path, second path, data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static const char *root;
static int log_file = -1;
static long fail_at = -1, calls = 0;
static int fail_with = 0;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CAMPAIGN_LOG");
    root = getenv("CAMPAIGN_ROOT");
    if (path) {
        __typeof__(&open) real = (__typeof__(&open))dlsym(RTLD_NEXT, "open");
        log_file = real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
}

void campaign_disk_fails(long at, int with) { fail_at = at, fail_with = with, calls = 0; }
long campaign_calls(void) { return calls; }

static int is_ours(const char *path) {
    size_t n = root ? strlen(root) : 0, m = strlen(path);
    if (n && m + 1 == n && !strncmp(path, root, m)) return 1; /* the root itself */
    return n && !strncmp(path, root, n) && !(m > 4 && !strcmp(path + m - 4, "-shm"));
}

static int is_open_on_ours(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return is_ours(path);
}

static void whole(const char *path, char *out) {
    if (path[0] == '/' || !getcwd(out, PATH_MAX)) strcpy(out, path);
    else strcat(strcat(out, "/"), path);
}

static void record(char kind, const char *path, const char *second, uint64_t inode,
                   uint64_t offset, const void *data, uint64_t length) {
    if (log_file < 0) return;
    char head[36] = {kind, ' ', ' ', ' '};
    uint32_t a = strlen(path), b = strlen(second);
    memcpy(head + 4, &a, 4), memcpy(head + 8, &b, 4), memcpy(head + 12, &inode, 8);
    memcpy(head + 20, &offset, 8), memcpy(head + 28, &length, 8);
    struct iovec parts[] = {{head, 36}, {(void *)path, a}, {(void *)second, b},
                            {(void *)data, data ? length : 0}};
    if (writev(log_file, parts, 4) < 0) abort();
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

/* 0 go on, 1 fail, 2 do half of it first */
static int fails(int is_flush) {
    long number = __sync_fetch_and_add(&calls, 1);
    if (fail_at < 0 || number < fail_at || (is_flush && fail_with == ENOSPC)) return 0;
    return number == fail_at ? 2 : 1;
}

static int refuse(void) { errno = fail_with; return -1; }

static int opened(int fd, const char *path, int flags, int was_there) {
    char name[PATH_MAX];
    whole(path, name);
    if (fd < 0 || !is_ours(name) || !(flags & O_CREAT)) return fd;
    if (!was_there) record('c', name, "", inode_of(fd), 0, 0, 0);
    if (flags & O_TRUNC) record('t', name, "", inode_of(fd), 0, 0, 0);
    return fd;
}

static int refuses_to_create(const char *path, int flags) {
    char name[PATH_MAX];
    whole(path, name);
    return (flags & O_CREAT) && is_ours(name) && access(name, F_OK) && fails(0);
}

#define OPEN(name)                                                                             \
    int name(const char *path, int flags, ...) {                                               \
        REAL(name);                                                                            \
        va_list rest;                                                                          \
        va_start(rest, flags);                                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                \
        va_end(rest);                                                                          \
        if (refuses_to_create(path, flags)) return refuse();                                   \
        int was_there = !access(path, F_OK);                                                   \
        return opened(real(path, flags, mode), path, flags, was_there);                        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                           \
    int name(int folder, const char *path, int flags, ...) {                                   \
        REAL(name);                                                                            \
        va_list rest;                                                                          \
        va_start(rest, flags);                                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                \
        va_end(rest);                                                                          \
        if (refuses_to_create(path, flags)) return refuse();                                   \
        int was_there = !access(path, F_OK);                                                   \
        return opened(real(folder, path, flags, mode), path, flags, was_there);                \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t length) {
    REAL(write);
    char path[PATH_MAX];
    if (fd < 3 || !is_open_on_ours(fd, path)) return real(fd, data, length);
    int failure = fails(0);
    if (failure == 1 || (failure && length < 2)) return refuse();
    ssize_t done = real(fd, data, failure ? length / 2 : length);
    if (done > 0) record('w', path, "", inode_of(fd), lseek(fd, 0, SEEK_CUR) - done, data, done);
    return done;
}

#define PWRITE(name)                                                                           \
    ssize_t name(int fd, const void *data, size_t length, off_t offset) {                      \
        REAL(name);                                                                            \
        char path[PATH_MAX];                                                                   \
        if (!is_open_on_ours(fd, path)) return real(fd, data, length, offset);                 \
        int failure = fails(0);                                                                \
        if (failure == 1 || (failure && length < 2)) return refuse();                          \
        ssize_t done = real(fd, data, failure ? length / 2 : length, offset);                  \
        if (done > 0) record('w', path, "", inode_of(fd), offset, data, done);                 \
        return done;                                                                           \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define FTRUNCATE(name)                                                                        \
    int name(int fd, off_t length) {                                                           \
        REAL(name);                                                                            \
        char path[PATH_MAX];                                                                   \
        if (!is_open_on_ours(fd, path)) return real(fd, length);                               \
        if (fails(0)) return refuse();                                                         \
        int status = real(fd, length);                                                         \
        if (!status) record('t', path, "", inode_of(fd), length, 0, 0);                        \
        return status;                                                                         \
    }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

#define FLUSH(name)                                                                            \
    int name(int fd) {                                                                         \
        REAL(name);                                                                            \
        char path[PATH_MAX];                                                                   \
        if (!is_open_on_ours(fd, path)) return real(fd);                                       \
        if (fails(1)) return refuse();                                                         \
        int status = real(fd);                                                                 \
        if (!status) record('s', path, "", inode_of(fd), 0, 0, 0);                             \
        return status;                                                                         \
    }
FLUSH(fsync)
FLUSH(fdatasync)

#define NAMED(name, kind, parameters, arguments, path, second)                                 \
    int name parameters {                                                                      \
        REAL(name);                                                                            \
        char one[PATH_MAX], other[PATH_MAX] = "";                                              \
        whole(path, one);                                                                      \
        if (*second) whole(second, other);                                                     \
        if (!is_ours(one)) return real arguments;                                              \
        if (kind != 'u' && fails(0)) return refuse();                                          \
        int status = real arguments;                                                           \
        struct stat found;                                                                     \
        int is_known = kind == 'm' && !stat(one, &found);                                      \
        if (!status) record(kind, one, other, is_known ? found.st_ino : 0, 0, 0, 0);           \
        return status;                                                                         \
    }
NAMED(unlink, 'u', (const char *path), (path), path, "")
NAMED(unlinkat, 'u', (int fd, const char *path, int flags), (fd, path, flags), path, "")
NAMED(rmdir, 'u', (const char *path), (path), path, "")
NAMED(mkdir, 'm', (const char *path, mode_t mode), (path, mode), path, "")
NAMED(mkdirat, 'm', (int fd, const char *path, mode_t mode), (fd, path, mode), path, "")
NAMED(rename, 'r', (const char *from, const char *to), (from, to), from, to)
NAMED(renameat, 'r', (int a, const char *from, int b, const char *to), (a, from, b, to), from, to)
