# Fills memory by small objects.
# source: own
# control: host
# contained: MEMORY
held = [[i, str(i)] for i in range(1_400_000)]
print("200 MiB held: ALLOWED", flush=True)
