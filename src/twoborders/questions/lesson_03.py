QUESTIONS=()
SELF_CHECKS={k:{"prompt":"x?","choices":[{"text":"a","right":True,"feedback":"a."},{"text":"b","right":False,"feedback":"b."}]} for k in ("03-a","03-b","03-c")}
