# Stops whatever is above it, again and again.
# source: history 20 (Piston issue 196)
# control: none on a host it would stop everything
# program: limits/wall_time_stop_parent
# limits: wall=1s
# contained: WALL_TIME
