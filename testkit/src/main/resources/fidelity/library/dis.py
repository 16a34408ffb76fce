import dis

dis.dis(lambda x: [y + 1 for y in x])
