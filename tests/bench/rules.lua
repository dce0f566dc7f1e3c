-- The 24 rules of the benchmark in Lua: given the facts as a table, returns the list of the ids that fired.
local may_authorise = { headteacher = true, deputy_headteacher = true, dsl = true }
local may_lead = { dsl = true, attendance_officer = true, senior_leader = true }

return function(f)
  local fired, n = {}, 0
  local plan, risk, x, event, parents, declared = f.plan, f.risk, f.x, f.event, f.parents, f.declared
  local few, minute, emergency = f.staff_count < 2, f.time.minute, plan.emergency
  local risky = risk.aggression or risk.animals or risk.level == "high"
  local late = x.notified_late or false
  local authorised, untrained, lead = false, false, false
  for _, role in ipairs(f.authorisation.roles) do
    if may_authorise[role] then authorised = true end
  end
  for _, member in ipairs(f.staff) do
    if not member.trained then untrained = true elseif may_lead[member.role] then lead = true end
  end

  if x.enters and (plan.first_visit or risky) and few then n = n + 1; fired[n] = "R01" end
  if not authorised then n = n + 1; fired[n] = "R02" end
  if x.authoriser_goes then n = n + 1; fired[n] = "R03" end
  if untrained then n = n + 1; fired[n] = "R04" end
  if not lead then n = n + 1; fired[n] = "R05" end
  if x.enters and f.invitation.person == "child" then n = n + 1; fired[n] = "R06" end
  if x.enters and not parents.present and not emergency then n = n + 1; fired[n] = "R07" end
  if event.room == "upstairs" and not (event.parent_permission and not few) then n = n + 1; fired[n] = "R08" end
  if event.room == "bedroom" and not (not few and event.child_unwell and event.parent_permission) then
    n = n + 1; fired[n] = "R09"
  end
  if f.concern.personal_safety then n = n + 1; fired[n] = "R10" end
  if risk.animals and not (f.animals and f.animals.separated) then n = n + 1; fired[n] = "R11" end
  if x.minutes_waiting > 20 and not late then n = n + 1; fired[n] = "R12" end
  if x.minutes_waiting > 30 and late then n = n + 1; fired[n] = "R13" end
  if minute >= 1080 then n = n + 1; fired[n] = "R14" end
  if not emergency and (minute < 480 or minute >= 1200) then n = n + 1; fired[n] = "R15" end
  if x.minutes_since_check_in >= 120 then n = n + 1; fired[n] = "R16" end
  if risky and x.minutes_since_check_in >= 60 then n = n + 1; fired[n] = "R17" end
  if not (declared.phone_charged and declared.id_carried) then n = n + 1; fired[n] = "R18" end
  if few and not declared.backup_at_school then n = n + 1; fired[n] = "R19" end
  if not f.appointment.made and not emergency and plan.reason ~= "safeguarding"
    and plan.reason ~= "absence_no_contact" then
    n = n + 1; fired[n] = "R20"
  end
  if not parents.informed and plan.reason ~= "safeguarding" then n = n + 1; fired[n] = "R21" end
  if x.found_alone and x.age < 12 then n = n + 1; fired[n] = "R22" end
  if emergency and not f.happened.emergency_called then n = n + 1; fired[n] = "R23" end
  if risk.aggression and not x.risk_paper then n = n + 1; fired[n] = "R24" end
  return fired
end
