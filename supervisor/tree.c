/*
 * Each cell is cloned with a copy of its parent's mounts. So the parent has none that a cell should not have: copying those, and
 * letting go of them again, took a tenth of the time that the kernel needs for a cell.
 */
#define _GNU_SOURCE
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROOT "/.sce/root"

static int outside = -1;

static int bind_image(void) {
  if (mkdir("/dev/shm", 0755) < 0 && errno != EEXIST) return -1;
  if (mount("/", ROOT, NULL, MS_BIND, NULL) < 0 || mount("/dev", ROOT "/dev", NULL, MS_BIND | MS_REC, NULL) < 0) return -1;
  return mount(NULL, ROOT "/dev", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NOEXEC, NULL);
}

/*
 * The kernel gives a /proc only to who can see one already, and a cell's own comes on top of that. SECURITY: a program that is
 * root in its cell and takes the upper one away: below is that of a namespace whose only process has ended, with nothing in it.
 */
static int mount_empty_proc(void) {
  int status;
  pid_t only = (pid_t)syscall(SYS_clone, CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
  if (only == 0) _exit(mount("proc", ROOT "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid") < 0 ? errno : 0);
  if (only < 0 || waitpid(only, &status, 0) < 0) return -1;
  errno = WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
  return status == 0 ? 0 : -1;
}

/* SECURITY: what the container has besides the image, such as the host's socket and the control groups. */
static int move_to(const char *root) {
  if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return -1;
  if (chdir(root) < 0 || syscall(SYS_pivot_root, ".", ".") < 0) return -1;
  return umount2(".", MNT_DETACH) < 0 ? -1 : chdir("/");
}

int enter_tree(void) {
  outside = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
  return outside < 0 || bind_image() < 0 || mount_empty_proc() < 0 ? -1 : move_to(ROOT);
}

int leave_tree(void) { return setns(outside, CLONE_NEWNS); }

void forget_tree(void) { close(outside); }
