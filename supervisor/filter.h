/* The system call filter, for those who load it themselves. */
#ifndef SCE_FILTER_H
#define SCE_FILTER_H

/*
 * Writes to `file` the kernel's instructions for the rules in the file at `path` and for `more` of them, up to a NULL. Returns
 * 0, or -1 with errno set.
 */
int write_filter(int file, const char *path, const char *const *more);
#endif
