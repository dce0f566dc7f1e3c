/* Threads by POSIX, or none. */
#ifdef HOMEVISIT_THREADS
#define _POSIX_C_SOURCE 200809L
#endif
#include "threads.h"

#ifdef HOMEVISIT_THREADS
#include <signal.h>

bool threads_can(void)
{
    return true;
}

bool thread_start(thread_handle *handle, void *(*run)(void *), void *user)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    const bool started = pthread_create(handle, NULL, run, user) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

void thread_join(thread_handle handle)
{
    pthread_join(handle, NULL);
}

bool meeting_init(struct thread_meeting *meeting)
{
    if (pthread_mutex_init(&meeting->lock, NULL) != 0)
        return false;
    if (pthread_cond_init(&meeting->work, NULL) != 0) {
        pthread_mutex_destroy(&meeting->lock);
        return false;
    }
    if (pthread_cond_init(&meeting->done, NULL) != 0) {
        pthread_cond_destroy(&meeting->work);
        pthread_mutex_destroy(&meeting->lock);
        return false;
    }
    return true;
}

void meeting_free(struct thread_meeting *meeting)
{
    pthread_cond_destroy(&meeting->done);
    pthread_cond_destroy(&meeting->work);
    pthread_mutex_destroy(&meeting->lock);
}

void meeting_lock(struct thread_meeting *meeting)
{
    pthread_mutex_lock(&meeting->lock);
}

void meeting_unlock(struct thread_meeting *meeting)
{
    pthread_mutex_unlock(&meeting->lock);
}

void meeting_wait_for_work(struct thread_meeting *meeting)
{
    pthread_cond_wait(&meeting->work, &meeting->lock);
}

void meeting_wait_until_done(struct thread_meeting *meeting)
{
    pthread_cond_wait(&meeting->done, &meeting->lock);
}

void meeting_tell_work(struct thread_meeting *meeting, bool all)
{
    if (all)
        pthread_cond_broadcast(&meeting->work);
    else
        pthread_cond_signal(&meeting->work);
}

void meeting_tell_done(struct thread_meeting *meeting)
{
    pthread_cond_signal(&meeting->done);
}

#else

bool threads_can(void)
{
    return false;
}

bool thread_start(thread_handle *handle, void *(*run)(void *), void *user)
{
    *handle = 0;
    (void)run;
    (void)user;
    return false;
}

void thread_join(thread_handle handle)
{
    (void)handle;
}

bool meeting_init(struct thread_meeting *meeting)
{
    meeting->nothing = 0;
    return true;
}

/* With one thread there is nobody to lock out, to wait for or to tell. */
void meeting_free(struct thread_meeting *meeting)
{
    (void)meeting;
}

void meeting_lock(struct thread_meeting *meeting)
{
    (void)meeting;
}

void meeting_unlock(struct thread_meeting *meeting)
{
    (void)meeting;
}

void meeting_wait_for_work(struct thread_meeting *meeting)
{
    (void)meeting;
}

void meeting_wait_until_done(struct thread_meeting *meeting)
{
    (void)meeting;
}

void meeting_tell_work(struct thread_meeting *meeting, bool all)
{
    (void)meeting;
    (void)all;
}

void meeting_tell_done(struct thread_meeting *meeting)
{
    (void)meeting;
}

#endif
