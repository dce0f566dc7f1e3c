; The 24 rules of the benchmark in CLIPS: a fact for the visit and one for each member of staff. A rule that fires tells
; its number to the program by (fired N).

(deftemplate staff (slot role) (slot trained))
(deftemplate visit
  (slot enters) (slot first-visit) (slot emergency) (slot authoriser-goes) (slot invited-by) (slot parent-present)
  (slot permission) (slot unwell) (slot unsafe) (slot aggression) (slot animals) (slot separated) (slot late)
  (slot phone-charged) (slot id-carried) (slot backup) (slot appointment) (slot informed) (slot found-alone)
  (slot emergency-called) (slot risk-paper) (slot authorised-by) (slot reason) (slot room) (slot level)
  (slot staff-count) (slot age) (slot waiting) (slot since-check-in) (slot minute))

(defrule R01
  (or (visit (enters yes) (first-visit yes) (staff-count ?n&:(< ?n 2)))
      (visit (enters yes) (first-visit no) (aggression yes) (staff-count ?n&:(< ?n 2)))
      (visit (enters yes) (first-visit no) (aggression no) (animals yes) (staff-count ?n&:(< ?n 2)))
      (visit (enters yes) (first-visit no) (aggression no) (animals no) (level high) (staff-count ?n&:(< ?n 2))))
  => (fired 1))
(defrule R02 (visit (authorised-by ~headteacher&~deputy_headteacher&~dsl)) => (fired 2))
(defrule R03 (visit (authoriser-goes yes)) => (fired 3))
(defrule R04 (visit) (exists (staff (trained no))) => (fired 4))
(defrule R05 (visit) (not (staff (trained yes) (role dsl|attendance_officer|senior_leader))) => (fired 5))
(defrule R06 (visit (enters yes) (invited-by child)) => (fired 6))
(defrule R07 (visit (enters yes) (parent-present no) (emergency no)) => (fired 7))
(defrule R08
  (visit (room upstairs) (permission ?p) (staff-count ?n&:(not (and (eq ?p yes) (>= ?n 2)))))
  => (fired 8))
(defrule R09
  (visit (room bedroom) (permission ?p) (unwell ?u) (staff-count ?n&:(not (and (>= ?n 2) (eq ?u yes) (eq ?p yes)))))
  => (fired 9))
(defrule R10 (visit (unsafe yes)) => (fired 10))
(defrule R11 (visit (animals yes) (separated ~yes)) => (fired 11))
(defrule R12 (visit (waiting ?w&:(> ?w 20)) (late ~yes)) => (fired 12))
(defrule R13 (visit (waiting ?w&:(> ?w 30)) (late yes)) => (fired 13))
(defrule R14 (visit (minute ?m&:(>= ?m 1080))) => (fired 14))
(defrule R15 (visit (emergency no) (minute ?m&:(or (< ?m 480) (>= ?m 1200)))) => (fired 15))
(defrule R16 (visit (since-check-in ?s&:(>= ?s 120))) => (fired 16))
(defrule R17
  (or (visit (aggression yes) (since-check-in ?s&:(>= ?s 60)))
      (visit (aggression no) (animals yes) (since-check-in ?s&:(>= ?s 60)))
      (visit (aggression no) (animals no) (level high) (since-check-in ?s&:(>= ?s 60))))
  => (fired 17))
(defrule R18
  (or (visit (phone-charged no))
      (visit (phone-charged yes) (id-carried no)))
  => (fired 18))
(defrule R19 (visit (staff-count ?n&:(< ?n 2)) (backup no)) => (fired 19))
(defrule R20 (visit (appointment no) (emergency no) (reason ~safeguarding&~absence_no_contact)) => (fired 20))
(defrule R21 (visit (informed no) (reason ~safeguarding)) => (fired 21))
(defrule R22 (visit (found-alone yes) (age ?a&:(< ?a 12))) => (fired 22))
(defrule R23 (visit (emergency yes) (emergency-called no)) => (fired 23))
(defrule R24 (visit (aggression yes) (risk-paper no)) => (fired 24))
