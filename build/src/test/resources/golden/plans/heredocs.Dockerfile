# syntax=docker/dockerfile:1
FROM busybox
ARG WHO=world
RUN <<EOF
echo one
echo two
EOF
RUN <<SCRIPT
#!/bin/busybox sh
echo three
SCRIPT
RUN cat <<A && cat <<B
a
A
b
B
COPY <<-"RAW" <<EOF /etc/conf/
	keep $WHO
RAW
hello $WHO
EOF
ADD <<X /single
x
X
