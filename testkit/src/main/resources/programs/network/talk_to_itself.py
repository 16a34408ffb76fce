"""Serves and connects on its own loopback, IPv4 and IPv6."""
import socket
import threading

for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    server = socket.create_server((address, 0), family=family)

    def serve():
        connection, _ = server.accept()
        connection.sendall(b"hello " + address.encode())
        connection.close()

    threading.Thread(target=serve).start()
    with socket.create_connection(server.getsockname()[:2]) as client:
        print(client.recv(100).decode())
