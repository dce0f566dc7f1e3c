# The growth curves as pictures, from the .dat files that tables.py writes. usage: gnuplot -e "out='FOLDER'" growth.gp
set terminal svg size 640,360 font "sans-serif,13" background "#ffffff"
set key bottom right Left reverse samplen 2
set grid ytics lc rgb "#dddddd"
set border 11
set ytics nomirror
set y2tics nomirror
set yrange [0:*]
set y2range [0:*]
set format xy "%.0f"
set format y2 "%.0f"
times = "lc rgb '#1f5fa8' lw 2 pt 7 ps 0.7"
counts = "lc rgb '#b8541a' lw 2 pt 5 ps 0.7"

set output out."/decision.svg"
set xlabel "rules of other events"
set ylabel "ns a decision"
set y2label "instructions a decision"
set xtics 1024 nomirror
plot "growth-decision.dat" using 1:($2*1000) with linespoints @times title "time", \
     "" using 1:3 axes x1y2 with linespoints @counts title "instructions"

set output out."/audit.svg"
set xlabel "events of the visit"
set ylabel "ms an audit"
set y2label "million instructions an audit"
set xtics 20000 nomirror
plot "growth-audit.dat" using 1:($2/1000) with linespoints @times title "time", \
     "" using 1:($3/1e6) axes x1y2 with linespoints @counts title "instructions"

set output out."/loading.svg"
set xlabel "rules of the policy"
set ylabel "ms a load"
set y2label "million instructions a load"
set xtics 1024 nomirror
plot "growth-loading.dat" using 1:($2/1000) with linespoints @times title "time", \
     "" using 1:($3/1e6) axes x1y2 with linespoints @counts title "instructions"
