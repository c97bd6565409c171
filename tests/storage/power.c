/* A disk that loses its power: what was not synced is gone. Each synced file is copied whole into the folder SURVIVES.
 *
 * Loaded before libc (LD_PRELOAD) by test_power_loss.py. Whole files only: torn sectors are not modelled.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void survives(int file)
{
    const char *folder = getenv("SURVIVES");
    char name[PATH_MAX], place[64], copy[PATH_MAX], ready[PATH_MAX], piece[65536];
    struct stat known;
    off_t at = 0;
    ssize_t size;

    if (folder == NULL || fstat(file, &known) != 0 || !S_ISREG(known.st_mode))
        return;
    snprintf(place, sizeof place, "/proc/self/fd/%d", file);
    size = readlink(place, name, sizeof name - 1);
    if (size <= 0)
        return;
    name[size] = '\0';
    if (snprintf(copy, sizeof copy, "%s/.half", folder) < 0
        || (size_t)snprintf(ready, sizeof ready, "%s/%s", folder, strrchr(name, '/') + 1) >= sizeof ready)
        abort();
    int out = open(copy, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    while (out >= 0 && (size = pread(file, piece, sizeof piece, at)) > 0) {
        if (write(out, piece, (size_t)size) != size)
            abort();
        at += size;
    }
    if (out < 0 || close(out) != 0 || rename(copy, ready) != 0)
        abort();
}

static int synced(const char *how, int file)
{
    int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, how);
    int answer = really(file);

    if (answer == 0)
        survives(file);
    return answer;
}

int fsync(int file) { return synced("fsync", file); }

int fdatasync(int file) { return synced("fdatasync", file); }
