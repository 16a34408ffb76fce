import zygote, confine, start, warm, hooks
