/* The network namespaces that cells are made in: a new one, or one that nobody has ever used. */
#ifndef SCE_NETWORKS_H
#define SCE_NETWORKS_H

/* What a cell exits with if no socket can have been made by the program that it was made for. Anything else means that one may have been. */
enum { NETWORK_UNUSED = 3 };

/* Notes where this process is at home, and where /proc is. This and the next two return -1, with errno, if that fails. */
int open_networks(int proc);

/* Moves this process into a network that nobody is in, with its loopback device up; returns an open file for it. */
int enter_network(void);

/* Moves it back home. */
int leave_network(void);

/* A cell has ended, with that wait status: its network is for another cell, or for nobody. */
void end_network(int network, int wait_status);

/* Whether there are networks for other cells, and their end. */
int has_spare_networks(void);
void drop_spare_networks(void);

/* In a cell: closes all that is open here of others' networks. */
void forget_networks(void);
#endif
