# Draws the same random numbers as an earlier run, as keys would be.
# source: own; a warm interpreter has drawn already
# control: none a plain interpreter seeds itself
# kind: sequence
import os
import random
import secrets
import subprocess
import sys
import uuid

drawn = {random.random() for _ in range(2)} | {os.urandom(8)} | {secrets.token_hex(4)} | {str(uuid.uuid4())}
known = {0.8444218515250481, 0.13436424411240122}
print("randomness:", "ALLOWED (known)" if drawn & known or len(drawn) < 5 else "refused (fresh)")

# === first
pass
