ARG BASE=busybox
FROM $BASE AS one
ARG X=5
ENV A=1 B="two words"
RUN echo hi $X && echo err >&2
COPY a.txt d /data/
ADD --chown=1:2 a.txt /z/
WORKDIR /w
VOLUME /v
EXPOSE 80 90/udp
USER 1000
LABEL l=m "q"="r s"
STOPSIGNAL SIGINT
HEALTHCHECK --interval=5s CMD echo ok
SHELL ["/bin/sh","-ec"]
CMD echo $A
ENTRYPOINT ["/bin/sh"]
MAINTAINER me
