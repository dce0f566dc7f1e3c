/*
 * Threads, for the one place that has any (audit_stream.c): so much of them as it needs, and no more where the library is
 * built without (HOMEVISIT_THREADS is not defined): then no thread can be started, and there is nothing to lock.
 */
#ifndef HOMEVISIT_THREADS_H
#define HOMEVISIT_THREADS_H

#include <stdbool.h>

#ifdef HOMEVISIT_THREADS
#include <pthread.h>

typedef pthread_t thread_handle;
/* A lock, and the two things that are waited for under it. */
struct thread_meeting {
    pthread_mutex_t lock;
    pthread_cond_t work, done;
};
#else
typedef int thread_handle;
struct thread_meeting {
    int nothing;
};
#endif

/* Whether threads can be started at all. */
bool threads_can(void);

/* Starts `run(user)` in a thread that takes no signals: those are the host's. false where there is none to be had. */
bool thread_start(thread_handle *handle, void *(*run)(void *), void *user);
void thread_join(thread_handle handle);

bool meeting_init(struct thread_meeting *meeting); /* false where the system has none to give */
void meeting_free(struct thread_meeting *meeting);
void meeting_lock(struct thread_meeting *meeting);
void meeting_unlock(struct thread_meeting *meeting);
/* Both with the lock held. A wait may end for no reason. */
void meeting_wait_for_work(struct thread_meeting *meeting);
void meeting_wait_until_done(struct thread_meeting *meeting);
void meeting_tell_work(struct thread_meeting *meeting, bool all); /* one waiter, or all */
void meeting_tell_done(struct thread_meeting *meeting);

#endif
