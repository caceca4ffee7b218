FROM busybox
ENV A B C
ENV D=1 \
    E="x y" F=a\ b
ENV G='$A' H="\$A" I=${A}x${NOPE:-dflt}${A:+alt}
ARG J=$I
RUN echo "$A|$D|$E|$F|$G|$H|$I|$J" > /r
WORKDIR $D/$F
LABEL k=$E "m"='$E' n=o\ p
USER $D:0
COPY a $D$F
EXPOSE $D 8$D
STOPSIGNAL SIG${X:-TERM}
