import hashlib, hmac, secrets, uuid, zlib

print(hashlib.sha256(b"x").hexdigest(), hmac.new(b"k", b"m", "md5").hexdigest(), zlib.crc32(b"x"))
print(uuid.uuid5(uuid.NAMESPACE_DNS, "x"), len(secrets.token_hex(8)), uuid.uuid4() != uuid.uuid4())
