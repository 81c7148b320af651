// Gives what is around the comments of another thread ids of its own, because the first thread of the page
// has the usual ones. Comments have different numbers. embed.js loads this module for a second thread.
export default ({ fragment, number }) => {
  const suffix = `_${number}`;
  for (const each of fragment.querySelectorAll(':not(.comment-list *)')) {
    for (const name of ['id', 'for', 'aria-labelledby', 'aria-describedby']) {
      if (each.hasAttribute(name))
        each.setAttribute(name, each.getAttribute(name).split(' ').map((id) => id + suffix).join(' '));
    }
    if (each.getAttribute('href')?.startsWith('#')) each.setAttribute('href', each.hash + suffix);
  }
  // A name of its own, too.
  fragment.querySelector('.comment-form')?.setAttribute('aria-labelledby', `reply-name${suffix} comments-title${suffix}`);
};
