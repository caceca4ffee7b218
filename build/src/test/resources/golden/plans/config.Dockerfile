FROM busybox
ARG V=1
ARG W
ENV V2=$V
RUN echo "$V-$W-$V2" > /v
LABEL a=$V "b c"="d $V" multi="x \
y"
ONBUILD RUN echo hi
EXPOSE 80/tcp 443 53/udp
VOLUME /data /x
STOPSIGNAL 9
ENTRYPOINT ["/e"]
CMD ["c"]
HEALTHCHECK --interval=1m --timeout=3s --retries=2 CMD wget -q localhost
