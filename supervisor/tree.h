/* The file system that cells begin with. */
#ifndef SCE_TREE_H
#define SCE_TREE_H

/*
 * Makes it, and moves this process into it: the image and its devices, none of what the container has besides, and an empty
 * /proc. Returns -1, with errno, if that fails; and so does the next.
 */
int enter_tree(void);

/* Moves this process back to where the rest of the container is. */
int leave_tree(void);

/* In a cell: closes the way back. */
void forget_tree(void);
#endif
