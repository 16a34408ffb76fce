import space.inner.x
print(space.inner.x.__file__, space.__path__, space)
