"""Matrix: matrix-nio carries, parses and decrypts; reading and sending are our own."""
