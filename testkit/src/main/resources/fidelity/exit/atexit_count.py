import atexit

print(atexit._ncallbacks())
import logging

print(atexit._ncallbacks())
import multiprocessing

print(atexit._ncallbacks())
import multiprocessing.util

print(atexit._ncallbacks())
import weakref

print(atexit._ncallbacks())
