#!/usr/bin/python3
print("ran")
