"""What `figures --format json` tells, a module a subject: plain values that JSON knows."""
